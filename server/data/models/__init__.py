"""The tables, one module per subject; importing this package knows them all."""

from server.data.models.attachments import Attachment
from server.data.models.audit import AuditEntry
from server.data.models.base import AppendOnlyError, Base
from server.data.models.cameras import Camera
from server.data.models.chapters import ChapterList
from server.data.models.checks import RoomCheck
from server.data.models.clips import Clip, Reel, ReelClip, ShareLink
from server.data.models.collections import Collection, CollectionAudience, CollectionItem
from server.data.models.courseware import Content, LessonDocument
from server.data.models.fetched import FetchedCourseware
from server.data.models.forgetting import Forgetting
from server.data.models.imports import Import
from server.data.models.jobs import Job
from server.data.models.lessons import (
    Attendance,
    Course,
    Lesson,
    LessonClassroom,
    LessonCue,
    Recording,
    RollCall,
)
from server.data.models.library import Resource, ResourceAudience, ResourceTag, ResourceVersion
from server.data.models.lines import LineRecord
from server.data.models.people import Duty, Grant, ScopeKind, SignIn, User
from server.data.models.places import Classroom, PairedSchool, Pairing, Region, School, Terminal
from server.data.models.questions import AskedQuestion, GivenAnswer, LessonQuestionSet, QuestionSet
from server.data.models.review import (
    Comment,
    CommentMention,
    ReviewRound,
    RoundMember,
    RoundRecording,
    Rubric,
    ScoreSheet,
)
from server.data.models.searching import (
    SearchChange,
    SearchEntry,
    SearchKind,
    SearchNodes,
    SearchPlace,
    SearchStale,
    SearchText,
)
from server.data.models.terminals import TerminalCode
from server.data.models.watching import AskedPerson, WatchedPlace, WatchedRecording

__all__ = [
    "AppendOnlyError",
    "AskedPerson",
    "AskedQuestion",
    "Attachment",
    "Attendance",
    "AuditEntry",
    "Base",
    "Camera",
    "ChapterList",
    "Classroom",
    "Clip",
    "Collection",
    "CollectionAudience",
    "CollectionItem",
    "Comment",
    "CommentMention",
    "Content",
    "Course",
    "Duty",
    "FetchedCourseware",
    "Forgetting",
    "GivenAnswer",
    "Grant",
    "Import",
    "Job",
    "Lesson",
    "LessonClassroom",
    "LessonCue",
    "LessonDocument",
    "LessonQuestionSet",
    "LineRecord",
    "PairedSchool",
    "Pairing",
    "QuestionSet",
    "Recording",
    "Reel",
    "ReelClip",
    "Region",
    "Resource",
    "ResourceAudience",
    "ResourceTag",
    "ResourceVersion",
    "ReviewRound",
    "RollCall",
    "RoomCheck",
    "RoundMember",
    "RoundRecording",
    "Rubric",
    "School",
    "ScopeKind",
    "ScoreSheet",
    "SearchChange",
    "SearchEntry",
    "SearchKind",
    "SearchNodes",
    "SearchPlace",
    "SearchStale",
    "SearchText",
    "ShareLink",
    "SignIn",
    "Terminal",
    "TerminalCode",
    "User",
    "WatchedPlace",
    "WatchedRecording",
]
